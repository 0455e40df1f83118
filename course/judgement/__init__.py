"""Judgement: what is owed to people, and how an opinion is argued for. Nothing here says which opinion is right."""
