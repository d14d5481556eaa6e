"""What each chapter may and must not say of given facts and parameters, worked out by itself.

A module for each chapter has `FACTS`, the ids of the facts that are misprinted, and `truths`, which
returns for given facts and parameters whether each of some fragments stands in the English text. It
may have `possible`, which tells what facts the chapter can be run on.
"""
