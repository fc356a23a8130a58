"""Write-back: what the CRM must learn about a case, as rows of an outbox.

A row (`CrmWrite`) is added in the transaction of what it tells of, with a key that is its own for ever.
Workers take due
rows with `skip_locked`, in the order of each case, and send them with that key: a crash between the
sending and the
recording, a time-out behind the CRM's commit and two workers at once all end in exactly one effect. What
does not work
is tried again with growing pauses (or when the CRM says); after the last attempt, or when the CRM refuses
the content,
the row is a dead letter: it holds back the rows of its case behind it until somebody with the permission
`mend_writes` has mended or resent it.
"""
