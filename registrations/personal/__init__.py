"""The personal page behind the signed link, and everything somebody does there themselves."""
