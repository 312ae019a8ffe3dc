/** A framework of the application's own. */
package com.inhouse.framework;
