"""Handoffs: the passing of a case between AI agent, queue and people, with the bundle of what is known.

The bundle is built from the timeline alone, plus what the CRM tells of the customer within its time limit. It is made when a
contact is queued or changes hands, so that it stands before anybody says hello, and kept with the event `handoff.made`. Each
item names the event that it came from; what is not known is said in words instead of being left out.
"""
