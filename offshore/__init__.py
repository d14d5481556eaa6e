"""A rerunnable edition of a study of Wenzhou's offshore service outsourcing.

The way of the data: data -> tables -> study -> show -> notebook -> publish -> _build.
"""
