// Loaded with --import into every process that a network on this machine consists of: when the one that started it is
// gone, however it went, this one ends as on SIGTERM, so that nothing is left running.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
