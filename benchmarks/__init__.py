"""One runnable module for each stage; gold folders are arguments, and tables are the scorers' own."""
