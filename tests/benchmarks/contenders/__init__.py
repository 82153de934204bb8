"""Programs that run in the environments of the contenders; each knows only what is installed there."""
