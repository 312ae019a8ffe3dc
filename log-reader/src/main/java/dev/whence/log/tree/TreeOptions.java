package dev.whence.log.tree;

/**
 * What a tree shows.
 *
 * @param hasStacks whether stack traces are shown as a whole
 * @param hasSites whether the source lines of the hops are shown
 * @param hasIds whether the IDs of the events are shown
 * @param isFolding whether one of several equal branches is shown for all
 * @param hasMissing whether the IDs of causes are shown that are not there
 * @param depth how many tasks below each other are shown
 */
public record TreeOptions(
        boolean hasStacks, boolean hasSites, boolean hasIds, boolean isFolding, boolean hasMissing, int depth) {}
