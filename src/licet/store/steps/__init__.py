"""The steps in which the store grew; alembic takes those that a store has not taken yet."""
