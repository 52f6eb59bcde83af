"""The matter's database: connection, migrations, one module for each noun."""
