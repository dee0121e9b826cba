"""Documents out of the house: a decision or a proposal in the Huizen layout, as Word, PDF and JSON.

content    what a decision or proposal says, as the fields of the layout
pages      those fields in order, their Markdown as paragraphs, lists and tables
word       that as a Word file;   pdf   that as a tagged PDF
carried    the fields themselves, carried along in the file for who reads it back
export     a file of one of these formats, with its name
"""
