"""Lists to download: what stands in them, and how they become CSV or XLSX."""
