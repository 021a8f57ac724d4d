"""The oracle: reads what every service, the payment gateway and the clients wrote down, and says what cannot be.

It shares no rule with what it judges: records are read as they lie in the databases, and everything that follows from
them is worked out here once more. Of what it judges it changes nothing;
its reports and operators' journal are its own. `checks` are pure functions over `records`; `reading` fetches
those, a window at a time, however large the shop is; `passes` puts both together and tells what is wrong from what is
merely not finished yet; `job` does that for ever in a running shop.
"""
