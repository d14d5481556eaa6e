"""What a check of a printed number can come to."""

REPRODUCED, CONTRADICTED, UNVERIFIABLE = "reproduced", "contradicted", "unverifiable"
