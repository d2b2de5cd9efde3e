"""The bytes of an uploaded file -> accepted rows and problems.

`source` makes grids of cells of the bytes (`decode`, `legacy` and `cells` of texts, `workbook` of workbooks), `layout`
tells where their data are and what the columns mean, `record`, `rows`, `values` and `match` make rows of records,
`duplicates` finds doubles, `read` goes all the way and `bulk` does so for large rosters. `delimited` reads any CSV.
"""
