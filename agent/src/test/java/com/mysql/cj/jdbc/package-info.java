/** A stand-in for what MySQL's driver does by itself. */
package com.mysql.cj.jdbc;
