/** An application. */
package com.inhouse.shop;
