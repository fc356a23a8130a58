"""The floor: what a supervisor watches. Figures by the formulas of the field, agents, live cases, and one
list of what needs a person.

Figures are computed from the record whenever they are asked for, in a fixed number of queries. Alerts are
rows, because an alarm needs
memory: it is raised above one threshold, stays until it falls below a lower one, and does not come back at
once.
"""
