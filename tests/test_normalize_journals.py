"""Journal names, full and abbreviated."""

from __future__ import annotations

import pytest

from refparse.normalize.journals import compare_containers, prepare_container

SAME = [
    ("Clin Rheumatol", "Clinical Rheumatology"),
    ("Pol. Ann. Med.", "Polish Annals of Medicine"),
    ("J Hand Surg [Br]", "J Hand Surg Br"),
    ("J Hand Surg [Br]", "Journal of Hand Surgery (British)"),
    ("Proc R Soc Med", "Proceedings of the Royal Society of Medicine"),
    ("Rheumatology (Oxford)", "Rheumatology"),
    ("Rheumatology (Oxford, England)", "Rheumatology"),
    ("Lancet", "The Lancet"),
    ("N Engl J Med", "The New England Journal of Medicine"),
    ("J Natl Cancer Inst", "Journal of the National Cancer Institute"),
    ("Jpn J Clin Dermatol", "Japanese Journal of Clinical Dermatology"),
    ("Dtsch Med Wochenschr", "Deutsche Medizinische Wochenschrift"),
    ("Ned Tijdschr Geneeskd", "Nederlands Tijdschrift voor Geneeskunde"),
    ("JAMA", "Journal of the American Medical Association"),
    ("BMJ", "British Medical Journal"),
    ("Arthritis Rheum", "Arthritis & Rheumatism"),
    ("Bull Hosp Jt Dis", "Bulletin of the Hospital for Joint Diseases"),
    ("Acta Derm Venereol", "Acta Dermato-Venereologica"),
    ("An Bras Dermatol", "Anais Brasileiros de Dermatologia"),
    ("Rev Med Chil", "Revista médica de Chile"),
    ("Cancer", "Cancer: a journal of the society"),
    ("Arch Derm", "Arch Dermatol"),
    ("Curre Opin Rheumatol", "Current Opinion in Rheumatology"),
]

NEAR = [
    ("J Hand Surg", "J Hand Surg Br"),
    ("Am J Roentgenol", "Am J Roentgenol Radium Ther Nucl Med"),
    ("Arch Dermatal", "Arch Dermatol"),
]

OTHER = [
    ("Arch Dermatol", "Am J Dermatol"),
    ("Lancet", "Lancet Neurol"),
    ("J Hand Surg Am", "J Hand Surg Br"),
    ("Arch Dermatol", "Arch Dermatol Res"),
    ("Br J Dermatol", "Brazilian Journal of Dermatology"),
    ("JAMA", "Lancet"),
    ("JAMA", "Journal of the American Dental Association"),
    ("Clin Rheumatol", "Clin Radiol"),
    ("Lupus", "Lipids"),
    ("J Med", "Jpn Med"),
    ("Radioisotopes and Bone. A Symposium", "Arch Dermatol"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_journal(one, other):
    assert compare_containers(prepare_container(one), prepare_container(other)) == "folded"
    assert compare_containers(prepare_container(other), prepare_container(one)) == "folded"


@pytest.mark.parametrize(("one", "other"), NEAR)
def test_nearly_one_journal(one, other):
    assert compare_containers(prepare_container(one), prepare_container(other)) == "near"
    assert compare_containers(prepare_container(other), prepare_container(one)) == "near"


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_two_journals(one, other):
    assert compare_containers(prepare_container(one), prepare_container(other)) == "conflict"
    assert compare_containers(prepare_container(other), prepare_container(one)) == "conflict"


def test_printed_alike_is_exact():
    lupus = prepare_container("Lupus")
    assert compare_containers(lupus, prepare_container("Lupus")) == "exact"


def test_a_name_of_small_words_keeps_them():
    assert prepare_container("Et al").words == ("al",)
    assert prepare_container("In").words == ("in",)
    assert prepare_container("Bone online").words == ("bone",)


@pytest.mark.parametrize(("one", "other"), [("Xy", "Xylophone"), ("Xe", "Xylophone")])
def test_two_letters_abbreviate_only_as_a_beginning(one, other):
    expected = "folded" if other.lower().startswith(one.lower()) else "conflict"
    assert compare_containers(prepare_container(one), prepare_container(other)) == expected
