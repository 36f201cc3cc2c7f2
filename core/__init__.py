"""The mathematics of Deltaflow: numpy and pure standard library, no input, output, clock or printing.

Two exceptions: numba, an optional extra, for `kernels`, `kernels_of_one` and `kernels_of_many`, which nobody imports
before he calls `compiled.prepare`; and a lock in `shelf`, which all threads use.

The floors of this package; imports only go down:

    article  nudge  compare                the article's printed numbers; a gradient over many ε; runs side by side
    history  gradcheck  examples  listing  any iteration again; derivatives checked; networks that ship; programs
    paths  views                           a gradient as the sum over its paths; what it makes of its data
    stretch  training  ways  paper         training in any thread, from the start on; four ways; rounded as on paper
    landscape                              E over one or two parameters
    replay                                 training, and every edit where it is due
    timeline  sweep                        which setup is in force when; a grid of learning rates and starts
    listing_numpy  listing_torch           the programs, by language
    program_text                           what programs have in common
    record  trainer  curve                 one iteration, number by number; thousands a call; E in few points
    keyframes  edits  mistakes  ensemble   what is kept; changing anything; wrong algorithms; thousands of networks
    compiled_many                          many networks by compiled code
    compiled                               training by compiled code, where numba is there
    together  lockstep  curvature          the batch's gradient and its step; many networks'; second derivatives
    kernels_of_one  kernels_of_many        loops over single numbers; the passes as loops along networks
    passes                                 an iteration of many networks as passes over rows of numbers
    backward  script  program  step_calls  how E changes with everything; which numbers there are; the fast path's calls
    dual  draft  complex_step  progress    a setup while it is being changed; all that training changes, in one vector
    defaults  turns                        how each data set is learned when nobody says otherwise; turns of a program
    setup                                  all that decides an iteration
    forward  update  directions            what the network answers; one update; parameters one by one
    made_of  moments  equations            the rules of a network, its moments, the equation of each layer
    blocks  lanes  buffers                 which quantities stand side by side; where numbers lie in memory
    updating                               what happens between a gradient and the new parameter
    method                                 how a network is trained, besides its learning rate
    network  rules                         shape, functions, parameters, bias policy; rules as data
    snippets  loss_calls  kernels          the functions as source text, as calls that write into buffers,
    layer_calls                            and compiled
    activations  losses  optimisers        the functions and their slopes; what an update makes of a gradient
    schedules  batches                     the learning rate over time; which rows an iteration uses
    datasets  initial                      data to learn, and tables of one's own; how weights are drawn
    arrays  parameters                     float64 arrays, checked; choosing by name, with ranges
    errors  counted  shelf                 what can be wrong; numbers that count; what is made once for all

Symbols, equations and the order of the moments: docs/model.md.
"""
