// SPDX-License-Identifier: Apache-2.0
/**
 * The goals of the plugin and their configuration types.
 *
 * <p>Each goal extends {@link org.lbpayload.maven.AbstractPayloadMojo}, directly or through a base class with the
 * parameters for an image, steps or a target. A goal converts its parameters to plain values, calls one of the
 * subpackages, and logs the result.
 *
 * <p>Invariants: only this package depends on Maven. Exceptions become Maven's exceptions only in
 * {@code AbstractPayloadMojo}. Two executions of a build never write the same output ({@code SessionOutputs}).
 */
package org.lbpayload.maven;
