package org.semtrail.agent.bench;

import static net.bytebuddy.matcher.ElementMatchers.nameContains;
import static net.bytebuddy.matcher.ElementMatchers.named;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.implementation.FixedValue;

/** An agent as one writes it with Byte Buddy: one matcher of types, and nothing that matches. */
public final class ByteBuddyAgent {
    private ByteBuddyAgent() {}

    public static void premain(String options, Instrumentation instrumentation) {
        new AgentBuilder.Default()
                .type(nameContains("$jnr$ffi$"))
                .transform((builder, type, loader, module, domain) ->
                        builder.method(named("semop")).intercept(FixedValue.value(0)))
                .installOn(instrumentation);
    }
}
