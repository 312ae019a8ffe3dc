/** Programs that run in surroundings that are hostile to agents: odd class loaders, confined, with little of everything. */
package dev.whence.agent.attached.hostile;
