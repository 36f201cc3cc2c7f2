"""The mathematics of Deltaflow: numpy and pure standard library, no input, output, clock or printing.

The floors of this package; imports only go down:

    history                          any iteration again, in bounded memory
    trainer  record  keyframes       thousands of iterations a call; one iteration, number by number
    script  program                  which numbers there are, in what order; an iteration as a list of numpy calls
    made_of  moments  gradcheck      what each number is made of; when it is computed; whether derivatives are right
    rules  update  dual              the rules as data; gradient descent; numbers that carry a derivative
    backward                         how E changes with everything
    forward  examples                what the network answers; networks that ship
    network                          shape, functions, parameters, bias policy
    activations  losses              the functions and their slopes
    parameters  curve                choosing by name, with ranges; E over the iterations
    arrays                           float64 arrays, checked
    errors                           what can be wrong

Symbols, equations and the order of the moments: docs/model.md.
"""
