### The codebook: its tree, one code with its words, moving, merging, splitting, retiring, history, groups.
