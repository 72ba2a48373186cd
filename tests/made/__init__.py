"""Scenarios that nobody wrote: valid files over the whole language, made choice by choice."""
