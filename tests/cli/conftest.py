"""Fixtures shared with the tests of the contract check."""

from tests.contract.conftest import stub as stub
