package dev.whence.agent.attached.hostile;

import java.security.Permission;
import java.security.Policy;
import java.security.ProtectionDomain;

/** Confines the program that it belongs to as far as that allows it to go on. */
@SuppressWarnings("removal")
final class ConfinedLater {
    private static final class Little extends Policy {
        @Override
        public boolean implies(ProtectionDomain domain, Permission permission) {
            return permission.getName().startsWith("exitVM")
                    || permission.getName().equals("modifyThread");
        }
    }

    static void confine() {
        Policy.setPolicy(new Little());
        System.setSecurityManager(new SecurityManager());
    }

    private ConfinedLater() {}
}
