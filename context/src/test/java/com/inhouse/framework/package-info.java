/** The application's own framework. */
package com.inhouse.framework;
