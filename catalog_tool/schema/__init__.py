"""The 八统一 schema: JSON Schema files become faults with Chinese sentences."""
