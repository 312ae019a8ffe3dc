/** The stock reserves goods and packs parcels. The broker of the market's mail runs in its process. */
@NullMarked
package dev.whence.market.stock;

import org.jspecify.annotations.NullMarked;
