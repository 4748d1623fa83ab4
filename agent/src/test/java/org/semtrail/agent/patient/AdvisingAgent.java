package org.semtrail.agent.patient;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.matcher.ElementMatchers;

/** Somebody else's agent that watches FFM: puts advice with branches and handlers around the linker's methods. */
public final class AdvisingAgent {
    private AdvisingAgent() {}

    public static void premain(String options, Instrumentation instrumentation) {
        new AgentBuilder.Default()
                .disableClassFormatChanges()
                .ignore(ElementMatchers.none())
                .type(ElementMatchers.named("jdk.internal.foreign.abi.AbstractLinker"))
                .transform((builder, type, loader, module, domain) ->
                        builder.visit(Advice.to(Watch.class).on(ElementMatchers.named("downcallHandle"))))
                .installOn(instrumentation);
    }

    /** Inlined; does nothing that could be noticed. */
    static final class Watch {
        private Watch() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static int enter(@Advice.Argument(0) Object first) {
            return first == null ? 0 : 1;
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter int entered, @Advice.Thrown Throwable thrown) {
            if (thrown != null && entered > 1) {
                throw new IllegalStateException(thrown);
            }
        }
    }
}
