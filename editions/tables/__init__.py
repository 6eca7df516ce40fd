"""Tables from data: a Data Package read strictly, written in the forms of each locale."""
