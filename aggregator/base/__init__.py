"""What every stage shares: records, errors, sites, addresses, text, times. Imports nothing of ours."""
