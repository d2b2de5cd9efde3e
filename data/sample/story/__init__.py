"""One invented story of a block of seventy units from 2019 to May 2021: each room tells the rows of a file or two."""
