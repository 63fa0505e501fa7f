module cloudx3.test/interop

go 1.19
