"""refparse."""
