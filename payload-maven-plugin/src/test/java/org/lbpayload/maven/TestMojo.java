// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.lang.reflect.Field;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.lbpayload.maven.io.GoalException;

/** A goal that fails as a test wants it to. */
final class TestMojo extends AbstractPayloadMojo {
    GoalException failure;
    InterruptedException interruption;

    TestMojo() {
        set("execution", new MojoExecution(new Plugin(), "build", "test"));
    }

    @Override
    void run() throws GoalException, InterruptedException {
        if (failure != null) {
            throw failure;
        }
        if (interruption != null) {
            throw interruption;
        }
    }

    void skip() {
        set("skip", true);
    }

    /** Sets a parameter as Maven does. */
    void set(String parameter, Object value) {
        try {
            Field field = AbstractPayloadMojo.class.getDeclaredField(parameter);
            field.setAccessible(true);
            field.set(this, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
