"""Data to learn: sets that ship, and tables of one's own.

The floors of this package; imports only go down:

    assembly  catalogue                   a table becomes a data set; the sets that ship, by id
    columns                               what each column of a table holds, and what it could be for
    reading                               text becomes a table
    curves  header  iris  plane  small    sets that ship; whether the first row names the columns
    scaling  split                        columns scaled; which rows are trained, and which only tested
    cells  dataset  decoding              what a cell is; inputs and targets with their names; bytes become text

Nothing here opens a file: whoever does gives its bytes to `decoding`.
"""
