"""A rerunnable edition of a study of Wenzhou's offshore service outsourcing.

The way of the data: data -> study -> notebook -> runs -> book -> _build/<edition>/html.
"""
