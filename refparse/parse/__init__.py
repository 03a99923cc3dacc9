"""The room of grammars: what each reference says, which style its list is in, and what the page says of itself."""
