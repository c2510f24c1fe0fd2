select stops, not stops as refused_alone
from staging.rejected
