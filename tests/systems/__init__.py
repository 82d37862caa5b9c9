"""Synthetic exports of helpdesk systems: headers as they write them, values of ours."""
