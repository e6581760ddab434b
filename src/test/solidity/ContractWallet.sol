// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @title A wallet that is a contract and signs by keeping the hash of what it agreed to (EIP-1271).
contract ContractWallet is IERC1271 {
    mapping(bytes32 hash => bool) private _agreed;

    function agree(bytes32 hash) external {
        _agreed[hash] = true;
    }

    function isValidSignature(bytes32 hash, bytes calldata) external view override returns (bytes4) {
        return _agreed[hash] ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }
}
