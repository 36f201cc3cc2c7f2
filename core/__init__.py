"""The mathematics of Deltaflow: numpy and pure standard library, no input, output, clock or printing.

The floors of this package; imports only go down:

    history  examples  gradcheck     any iteration again; networks with a source; the checker of every derivative
    trainer  record                  thousands of iterations a call; one iteration, number by number
    script   dual                    which numbers there are and what each is made of; numbers that carry a derivative
    rules    update                  the rules as data; gradient descent
    backward                         how E changes with everything
    forward                          what the network answers
    network  curve                   shape, parameters, bias policy; E over the iterations
    activations  losses              the functions and their slopes
    arrays                           float64 arrays, checked
    errors                           what can be wrong

Symbols, equations and the order of the moments: docs/model.md.
"""
