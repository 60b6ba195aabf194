"""How Relève is deployed: schedules, work pools, units and the rehearsal."""
