"""Documents out of the house: decisions and proposals in the Huizen layout, and the papers of a meeting.

content    what a decision or proposal says, as the fields of the layout
pages      those fields in order, their Markdown as paragraphs, lists and tables
meetings   what the papers of a meeting have in common;   agenda, minutes, decisions   those as pages
joined     our PDF with those that people brought behind it
word       that as a Word file;   pdf   that as a tagged PDF
carried    the fields themselves, carried along in the file for who reads it back
export     a file of one of these formats, with its name
"""
