/**
 * How Java reaches C. In: class files as they are loaded. Out: class files in which native calls pass the probe.
 *
 * <p>A binding plugs in so: implement {@link org.semtrail.agent.bind.Binding}, add it to the list in
 * {@link org.semtrail.agent.bind.Bindings}, and prove it by a subclass of {@code BindingContract} in the tests, whose program
 * makes the calls through the real library. It has two ways to change classes:
 *
 * <ul>
 *   <li>{@code matches} and {@code rewrite}, once, when a class is loaded: methods may be renamed to
 *       {@code semtrail$name} and wrapped, natives too ({@link org.semtrail.agent.bind.ClassRewriter} does it; a
 *       {@link org.semtrail.agent.bind.WrappedMethod} says which Java parameter is which argument of the C function, a
 *       {@link org.semtrail.agent.bind.LibraryCode} how the library tells errno and what its pointers are worth).
 *       {@code matches} sees every class of the application under the locks of its loader: no objects, no lambdas.
 *   <li>{@code bodyChanges}, at load time and at every retransformation: only bodies change, as by
 *       {@link org.semtrail.agent.bind.AdviceChange}, an inlined Byte Buddy advice.
 * </ul>
 *
 * <p>FFM is different: there is no class to see, and the JDK's linker is changed to pass each handle that it makes. Until one calls
 * a function of ours nothing else is loaded ({@link org.semtrail.agent.bind.FfmHandles}).
 *
 * <p>Around the native call stand two calls of {@link org.semtrail.agent.emit.Probe}:
 *
 * <pre>
 * long start = Probe.enter(site);             // OFF (0): nobody records, or an outer layer already records this call
 *              Probe.enter(site, isInstant);  // for calls that cannot block, as semop that only adds: not all are timed
 * … the native call …
 * Probe.leave(site, start, result, errno, a0, a1, a2, a3, a4, first, second);
 * Probe.thrown(throwable, site, start, …);    // instead, if it threw: else this thread stays "inside" and says nothing more
 * </pre>
 *
 * <p>The site comes from {@code NativeCall.named(symbol).site(binding)}; the first site that is made starts the recording, so
 * make one only when a class really uses IPC. {@code a0…a4} are the C function's arguments as numbers; {@code first} and
 * {@code second} are the Java objects behind its starred pointers, where the library hides the address, and
 * {@link org.semtrail.agent.emit.MemoryReader} (register one with {@code Memory.add}) reads those. Boxed arguments have their own
 * {@code leave(site, start, result, errno, Object[])}. errno is 0 after success and -1 where it cannot be known; read it before
 * {@code leave}, and never by a native call through the application's own library that would overwrite what the application is
 * about to read. The frame that calls {@code Probe} must be the library's or the application's: the stack of an event then shows
 * one frame of ours. {@code Status.instrumented} counts what is recorded, {@code Status.blind} says what cannot be, and why.
 */
package org.semtrail.agent.bind;
